internal import Hummingbird

extension ResponseBody {
    /// Up to how many bytes a buffered body is taken as sent once the response is returned.
    ///
    /// The socket takes as much at once. A longer one is followed until the client has it.
    private static var maximumBuffered: Int { 65_536 }

    /// Whether the whole body is at hand, in one buffer that a socket takes at once.
    ///
    /// Such a response is written in one piece; wrapped it would be written in three, which costs
    /// more than all the rest of the tracking. Hummingbird does not say which body is which, so
    /// it is looked up in the value itself; a body of a form that is not known counts as streamed,
    /// which is always right and merely dearer.
    var isBuffered: Bool {
        guard let length = self.contentLength, length <= Self.maximumBuffered else { return false }
        guard let backing = Mirror(reflecting: self).children.first?.value else { return false }
        let form = Mirror(reflecting: backing).children.first?.label
        // A case without a value has no children.
        return form == "byteBuffer" || (form == nil && length == 0)
    }
}
