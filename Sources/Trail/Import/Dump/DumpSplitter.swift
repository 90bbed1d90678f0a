/// Cuts a dump into its objects while it is read: an array of objects, or objects one after the
/// other, as a line each.
///
/// It holds no more than one object, whatever the size of the dump, and looks into objects only as
/// far as it takes to find their ends; whoever parses them says whether they are well-formed.
package struct DumpSplitter: Sendable {
    /// An object of the dump.
    package struct Piece: Sendable, Hashable {
        /// Its bytes, from brace to brace.
        package var bytes: [UInt8]
        /// Where its first brace stands.
        package var place: DumpPlace
    }

    private enum State {
        /// Nothing but white space has come.
        case start
        /// Behind the bracket that opens the array.
        case opened
        /// Behind an object of the array.
        case behindObject
        /// Behind a comma of the array.
        case behindComma
        /// Behind the bracket that closes the array.
        case closed
        /// Between objects that no array holds.
        case lines
        /// Within an object.
        case object
    }

    /// The most bytes that an object may have.
    private let limit: Int
    private var state = State.start
    private var isInArray = false
    private var position: UInt64 = 0
    private var line = 1
    private var objects = 0
    private var byteOrderMark = 0
    // Of the object that is open.
    private var bytes: [UInt8] = []
    private var place = DumpPlace(object: 0, line: 0, byte: 0)
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    /// What is wrong with the dump behind the objects that have come; nothing is read any more.
    package private(set) var failure: DumpError?

    /// A splitter at the start of a dump.
    package init(limit: Int = 64 << 20) {
        self.limit = limit
    }

    /// Takes the next bytes of the dump, and gives the objects that end within them.
    package mutating func push(_ chunk: UnsafeRawBufferPointer) -> [Piece] {
        var pieces: [Piece] = []
        var offset = 0
        while offset < chunk.count, self.failure == nil {
            if self.state == .object {
                offset = self.scan(chunk, from: offset, into: &pieces)
            } else if self.takeBetween(chunk[offset], at: offset) {
                offset += 1
            }
        }
        self.position += UInt64(offset)
        return pieces
    }

    /// Says that nothing more comes.
    package mutating func finish() {
        guard self.failure == nil else { return }
        switch self.state {
        case .closed, .lines: break
        case .start: self.fail(.empty, at: 0)
        case .opened, .behindObject, .behindComma, .object: self.fail(.endOfInput, at: 0)
        }
    }
}

extension DumpSplitter {
    /// Takes a byte outside of objects.
    ///
    /// - Returns: Whether it is done with; an object's first brace is not.
    private mutating func takeBetween(_ byte: UInt8, at offset: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "\n"):
            self.line += 1
            return true
        case 0x20, 0x09, 0x0D: return true
        default: break
        }
        switch (self.state, byte) {
        case (.start, UInt8(ascii: "[")):
            self.isInArray = true
            self.state = .opened
        case (.start, UInt8(ascii: "{")), (.opened, UInt8(ascii: "{")),
            (.behindComma, UInt8(ascii: "{")), (.lines, UInt8(ascii: "{")):
            self.open(at: offset)
            return false
        case (.opened, UInt8(ascii: "]")), (.behindObject, UInt8(ascii: "]")):
            self.state = .closed
        case (.behindObject, UInt8(ascii: ",")): self.state = .behindComma
        case (.start, _): self.takeStart(byte, at: offset)
        case (.opened, _): self.fail(.expected("an object or ']'"), at: offset)
        case (.behindObject, _): self.fail(.expected("',' or ']'"), at: offset)
        case (.behindComma, _), (.lines, _): self.fail(.expected("an object"), at: offset)
        case (.closed, _), (.object, _): self.fail(.trailing, at: offset)
        }
        return true
    }

    /// Takes a byte at the start that begins no dump: at best one of a byte order mark.
    private mutating func takeStart(_ byte: UInt8, at offset: Int) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let place = self.position + UInt64(offset)
        if place == UInt64(self.byteOrderMark), place < 3, byte == mark[Int(place)] {
            self.byteOrderMark += 1
        } else if place == 0, byte == 0xFF || byte == 0xFE || byte == 0 {
            self.fail(.notUTF8, at: offset)
        } else {
            self.fail(.expected("an array or an object"), at: offset)
        }
    }

    private mutating func open(at offset: Int) {
        self.objects += 1
        self.place = DumpPlace(
            object: self.objects,
            line: self.line,
            byte: self.position + UInt64(offset)
        )
        self.state = .object
        self.depth = 0
    }

    /// Takes bytes of the object that is open, up to its end.
    ///
    /// - Returns: Where it ends, or the end of the chunk.
    private mutating func scan(
        _ chunk: UnsafeRawBufferPointer,
        from start: Int,
        into pieces: inout [Piece]
    ) -> Int {
        var offset = start
        while offset < chunk.count {
            let byte = chunk[offset]
            offset += 1
            if byte == UInt8(ascii: "\n") { self.line += 1 }
            if self.isInText {
                self.takeText(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): self.isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): self.depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): self.depth -= 1
            default: break
            }
            guard self.depth == 0 else { continue }
            self.keep(chunk[start..<offset])
            guard self.failure == nil else { return offset }
            pieces.append(Piece(bytes: self.bytes, place: self.place))
            self.bytes.removeAll()
            self.state = self.isInArray ? .behindObject : .lines
            return offset
        }
        self.keep(chunk[start...])
        return offset
    }

    private mutating func takeText(_ byte: UInt8) {
        if self.isEscaped {
            self.isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            self.isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            self.isInText = false
        }
    }

    private mutating func keep(_ part: Slice<UnsafeRawBufferPointer>) {
        guard self.bytes.count + part.count <= self.limit else {
            self.failure = DumpError(.tooLong(limit: self.limit), at: self.place)
            self.bytes = []
            return
        }
        self.bytes.append(contentsOf: part)
    }

    private mutating func fail(_ reason: DumpError.Reason, at offset: Int) {
        var place = DumpPlace(
            object: self.objects + 1,
            line: self.line,
            byte: self.position + UInt64(offset)
        )
        // What is open or has just ended is what is looked for.
        if self.state == .object || self.state == .behindObject { place.object = self.objects }
        self.failure = DumpError(reason, at: place)
    }
}
