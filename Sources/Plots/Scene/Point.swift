/// A place in a picture, in its units, y downwards.
struct Point: Hashable {
    var x: Double
    var y: Double
}
