"""qdesk: drafting 职业教育质量年度报告 from data that stays true to itself."""

__version__ = "0.1.0"
