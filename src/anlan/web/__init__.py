"""Page shell, design system, map widget, charts and static assets: no domain rules."""
