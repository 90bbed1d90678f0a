enum Seed_TrailSQL {}
