enum Seed_TrailTesting {}
