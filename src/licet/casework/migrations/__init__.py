"""Steps that bring a casework database to the tables of this licet, run by Alembic."""
