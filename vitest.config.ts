import { defineConfig } from 'vitest/config'

// The patience is for a busy machine of two cores, where processes take seconds to start: no test depends on being fast.
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
})
