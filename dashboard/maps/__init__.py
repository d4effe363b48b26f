"""Maps: records in, a pydeck deck out; nothing is fetched from outside."""
