"""用证单位平台 B3 B4: what a relying unit sees of itself: use, hits, reports, keys, receipts; nothing of another's."""
