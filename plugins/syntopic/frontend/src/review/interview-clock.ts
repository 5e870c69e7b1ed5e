// Time that counts only while the reader is there.

/** What is left of some time; it stands still while it is paused. Moments are milliseconds. */
export class Clock {
  private spent = 0;
  private since: number | undefined;

  /** @param limit Milliseconds; 0: as long as it takes. */
  constructor(
    readonly limit: number,
    now: number,
  ) {
    this.since = now;
  }

  pause(now: number): void {
    this.spent = this.passed(now);
    this.since = undefined;
  }

  resume(now: number): void {
    this.since ??= now;
  }

  passed(now: number): number {
    return this.spent + (this.since === undefined ? 0 : Math.max(0, now - this.since));
  }

  /** Whole seconds until the time is over, the one that has begun included; endless without a limit. */
  left(now: number): number {
    if (!this.limit) return Infinity;
    return Math.max(0, Math.ceil((this.limit - this.passed(now)) / 1000));
  }
}

/** Seconds as a clock shows them: 1:05. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
