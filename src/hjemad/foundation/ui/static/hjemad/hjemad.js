/* The design system's own behaviour. Every page reads and saves without it. */
DKFDS.init();
