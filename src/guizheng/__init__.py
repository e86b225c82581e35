"""归证 Guizheng: identity cards renewed and reissued away from home, losses reported, found cards returned."""
