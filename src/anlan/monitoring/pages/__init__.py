"""Pages of monitoring: stations, local flash-flood values, and what was refused."""
