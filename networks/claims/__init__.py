"""What the network laboratory claims, as experiments that tests run over many seeds."""
