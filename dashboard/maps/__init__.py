"""Maps: records in; colours, words and shapes out; nothing is fetched from outside."""
