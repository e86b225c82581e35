"""What pages bind; each form is one step of one page."""
