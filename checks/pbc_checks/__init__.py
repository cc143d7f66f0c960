"""Check: a submission is read, judged against a framework's requirements, and reported on."""
