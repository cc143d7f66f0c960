"""What goes to a board: a paper on many submissions, its pictures, and a workbook of the raw findings."""
