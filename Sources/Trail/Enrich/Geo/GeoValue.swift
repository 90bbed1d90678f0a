/// A value of a MaxMind DB: its format's data types, version 2.0.
package enum GeoValue: Sendable, Hashable {
    /// UTF-8 text.
    case text(String)
    /// A number of 64 bits.
    case double(Double)
    /// A number of 32 bits.
    case float(Float)
    /// Bytes without a meaning of their own.
    case bytes([UInt8])
    /// An unsigned integer of 16 bits.
    case uint16(UInt16)
    /// An unsigned integer of 32 bits.
    case uint32(UInt32)
    /// An unsigned integer of 64 bits.
    case uint64(UInt64)
    /// An unsigned integer of 128 bits.
    case uint128(UInt128)
    /// A signed integer of 32 bits.
    case int32(Int32)
    /// True or false.
    case bool(Bool)
    /// Values by name.
    case map([String: GeoValue])
    /// Values in an order.
    case array([GeoValue])
    /// What a decoder may use to keep values; holds none of its own.
    case cache
    /// The end of a cache.
    case end
}
