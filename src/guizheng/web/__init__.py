"""窗口: what a person sees."""
