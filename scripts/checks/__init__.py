"""The checks, one module a subject, and the content as they read it."""
