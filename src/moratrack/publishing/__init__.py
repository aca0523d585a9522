"""The record as a site: pages, a JSON API, feeds, calendars, badges and a data package; written whole."""
