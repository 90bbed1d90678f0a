import Foundation
import Trail

extension DoctorCommand {
    /// How much room the store has left.
    static func disk(_ settings: Settings) throws -> Check {
        let store = try settings.storePath()
        let folder = URL(fileURLWithPath: store).deletingLastPathComponent().path
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder),
            let free = attributes[.systemFreeSize] as? NSNumber,
            let size = attributes[.systemSize] as? NSNumber, size.doubleValue > 0
        else { return Check("disk", false, "cannot tell how much room \(folder) has") }
        let percent = Int(free.doubleValue * 100 / size.doubleValue)
        return Check(
            "disk",
            percent >= 10,
            "\(percent) % free"
                + (percent < 10
                    ? "; page events are refused below 10 %, most others below 5 %" : "")
        )
    }
}
