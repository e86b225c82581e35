"""办公桌: where officers work without the public: sign-off and production."""
