/// That whoever follows a sweep leaves it to those who work on it.
struct Detachment: Error {}
