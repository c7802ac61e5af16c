package dev.loopmend.cli;

import dev.loopmend.engine.Progress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How far a run has come, in one line of a terminal: it appears when the run takes longer than a
/// moment, and is gone before anything else is written there.
///
/// Written here because a library that draws bars, such as me.tongfei:progressbar, brings a
/// terminal library of a megabyte that each start would have to ask for the window, and cannot
/// wait.
final class ProgressLine implements Progress {
  private static final int DELAY_MILLIS = 500;
  private static final int PAUSE_MILLIS = 100;
  private static final String CLEAR = "\r\033[K";

  private final Consumer<byte[]> terminal;
  private String part = "";
  private int done;
  private int total;
  private boolean started;
  private boolean shown;
  private boolean over;

  /// A line on a terminal that takes bytes.
  ProgressLine(Consumer<byte[]> terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void at(String part, int done, int total) {
    this.part = part;
    this.done = done;
    this.total = total;
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("progress").start(this::show);
    }
  }

  /// Takes the line away, until there is something new to say.
  synchronized void clear() {
    part = "";
    if (shown) {
      shown = false;
      write(CLEAR);
    }
  }

  private void show() {
    try {
      TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
      while (true) {
        paint();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void paint() {
    if (!part.isEmpty() && !over) {
      shown = true;
      write(CLEAR + part + (total > 1 ? ": " + done + " of " + total : ""));
    }
  }

  /// Takes the line away for good.
  synchronized void end() {
    over = true;
    clear();
  }

  private void write(String line) {
    terminal.accept(line.getBytes(StandardCharsets.US_ASCII));
  }
}
