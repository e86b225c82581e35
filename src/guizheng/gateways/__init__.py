"""对接: what does the outside say? One file a system: what it answers, its Protocol, and its adapter over HTTP."""
