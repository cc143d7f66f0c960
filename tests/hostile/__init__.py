"""Files made to do harm, and files that people send by mistake: all made here, each with what has to be said of it."""
