"""Settings: flags, environment variables, a TOML file and defaults."""
