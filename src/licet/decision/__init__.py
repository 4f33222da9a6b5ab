"""Facts from the rooms below, judged by the law, explained: the answer to one activity."""
