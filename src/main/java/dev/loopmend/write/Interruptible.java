package dev.loopmend.write;

import java.util.concurrent.locks.LockSupport;

/// Work in steps that is taken back as a whole when somebody interrupts the process (Ctrl-C): the
/// step that is being done comes to its end, no further one begins.
final class Interruptible implements AutoCloseable {
  private final Runnable takeBack;
  private final Thread atExit = new Thread(this::interrupt);
  private boolean interrupted;
  private boolean over;

  /// Begins the work. `takeBack` may take back steps that were never done.
  Interruptible(Runnable takeBack) {
    this.takeBack = takeBack;
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      interrupted = true; // before the first step
    }
  }

  /// Does a step; does not come back from it when the process ends.
  synchronized void step(Runnable step) {
    awaitEnd();
    step.run();
  }

  /// The work is done: nothing takes it back any more.
  @Override
  public synchronized void close() {
    awaitEnd();
    over = true;
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process ends with all steps done.
    }
  }

  private synchronized void interrupt() {
    if (!over) {
      interrupted = true;
      takeBack.run();
    }
  }

  private void awaitEnd() {
    while (interrupted) {
      LockSupport.park();
    }
  }
}
