"""What every page has: navigation, language, links, locks, controls, sharing."""
