"""模拟系统: every outside system, played by one process of its own for the demo and the tests."""
