import Hummingbird
enum SeedServer {}
