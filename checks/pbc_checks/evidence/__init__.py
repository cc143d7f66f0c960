"""The evidence engine: from the blocks of a submission to what evidences each requirement, in this order.

passages       the sentences, answers and table rows, each with its heading and question
index          where each word stands, so that thousands of phrasings cost little
indexed        one submission, with everything that was looked up in it
form_wording   what the blank form says itself; furniture: running headers, contents pages
cues           placeholder, denial, hedge, guidance, details (specificity)
match          one concept against all passages, to a result; why: clauses that say what a passage lacks
verdict        all parts of a requirement to what the rules say of it; quotation: the words quoted
"""
