import ArgumentParser
import Configuration
import Hummingbird
@main struct TrailTool: AsyncParsableCommand { func run() async throws {} }
