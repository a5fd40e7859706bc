"""A named proxy's phone shows the card, for one purpose and a time: who collects for a parent, who brings the child."""
