"""Forms: pure builders of modals, and pure readers of what was typed in them."""
