"""From a finding to the words of an answer: text, numbered sources, what may be asked next.

Nothing here looks for anything or reads a question; nothing that does may import it. The sentences
that staff may reword stand in `answering/data/phrases.tsv`.
"""
