package dev.loopmend.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The two outputs of a run: data and all else. A reader that has gone away (`loopmend diff |
/// head`) is no error: what it does not want is dropped.
final class Console {
  private static final String NAME = "loopmend: ";

  private final Pipe out;
  private final Pipe err;
  private final ProgressLine progress;

  Console(Surroundings surroundings) {
    this.out = new Pipe(surroundings.out());
    this.err = new Pipe(surroundings.err());
    this.progress = new ProgressLine(this::write);
  }

  /// The line on standard error that tells how far a run has come; other output takes it away.
  ProgressLine progress() {
    return progress;
  }

  /// Says no more: the process ends.
  void end() {
    progress.end();
    out.close();
    err.close();
  }

  /// Writes data to standard output.
  void data(byte[] bytes) {
    progress.clear();
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /// Writes bytes to standard error, as a question of many lines needs them.
  void show(byte[] bytes) {
    progress.clear();
    write(bytes);
  }

  /// Writes a line to standard error, with the name of the program.
  void say(String line) {
    line(NAME + line);
  }

  /// Writes a line to standard error that belongs to the one before.
  void detail(String line) {
    line(line);
  }

  private void line(String line) {
    show((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] bytes) {
    err.write(bytes, 0, bytes.length);
    err.flush();
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /// A stream that falls silent when its reader is gone.
  private static final class Pipe extends OutputStream {
    private final OutputStream target;
    private volatile boolean broken;

    Pipe(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      attempt(() -> target.write(bytes, from, length));
    }

    @Override
    public void flush() {
      attempt(target::flush);
    }

    @Override
    public void close() {
      broken = true;
    }

    private void attempt(Writing writing) {
      if (broken) {
        return;
      }
      try {
        writing.run();
      } catch (IOException e) {
        broken = true;
        String why = Optional.ofNullable(e.getMessage()).orElse("").toLowerCase(Locale.ROOT);
        if (!why.contains("broken pipe") && !why.contains("pipe closed")) {
          throw new UncheckedIOException("the output cannot be written: " + e.getMessage(), e);
        }
      }
    }
  }

  /// A piece of output.
  private interface Writing {
    void run() throws IOException;
  }
}
