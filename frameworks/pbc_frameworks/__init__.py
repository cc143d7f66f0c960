"""The ground floor: framework definitions, the PCT's profile and register, loaded, validated and typed."""
