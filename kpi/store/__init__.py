"""The only room that knows SQL or a path on disk: bodies, submissions, lines, sums, knowledge, commitments, audit."""
