"""The compiled form of law: provisions as Polars expressions, for millions of rows.

    compile(law).judge(frame, on="delivery_on")

Outcomes and questions are the same as the interpreter's; a test holds the two equal. ``schema``
says which columns a table has. ``explain`` gives the reasons of one row.
"""

from licet.law.compiled.explain import explain
from licet.law.compiled.judge import CompiledLaw, compile  # noqa: A004
from licet.law.compiled.result import Result
from licet.law.compiled.table import Line, from_facts

__all__ = ["CompiledLaw", "Line", "Result", "compile", "explain", "from_facts"]
