package dev.loopmend.parse;

import dev.loopmend.parse.PythonParser.Dialect;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The stages of the parser, each with all that it needs before it. `bytes` is the throughput in
/// bytes a second over the files of the list.
///
/// In every iteration each stage meets the same files again; for a first pass over files that were
/// never seen take `processes.py`.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xss64m"})
public class ParserBenchmark {
  /// The texts of the files that a list names.
  @State(Scope.Thread)
  public static class Sources {
    @Param("files.txt")
    public String list;

    List<String> texts = new ArrayList<>();
    private int next;

    @Setup
    public void read() throws IOException {
      for (String file : Files.readAllLines(Path.of(list))) {
        if (SourceText.decode(Files.readAllBytes(Path.of(file)))
            instanceof SourceText.Decoding.Decoded(SourceText source)) {
          texts.add(source.text());
        }
      }
    }

    /// The next text, after the last one the first again.
    String next() {
      next = next + 1 < texts.size() ? next + 1 : 0;
      return texts.get(next);
    }
  }

  /// Counts the characters that were worked on.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Volume {
    public long bytes;
  }

  /// Cuts a text into tokens.
  @Benchmark
  public Object lex(Sources sources, Volume volume) {
    String text = sources.next();
    volume.bytes += text.length();
    return Lexer.tokenize(text, Dialect.PYTHON);
  }

  /// Cuts a text into tokens and lets the grammar's parser run over them.
  @Benchmark
  public void parse(Sources sources, Volume volume, Blackhole sink) {
    String text = sources.next();
    volume.bytes += text.length();
    PythonGrammarParser parser = new PythonGrammarParser(Lexer.tokenize(text, Dialect.PYTHON));
    sink.consume(parser.file());
    sink.consume(parser.outline());
  }

  /// Makes a validated tree of a text.
  @Benchmark
  public Object records(Sources sources, Volume volume) {
    String text = sources.next();
    volume.bytes += text.length();
    return PythonParser.parse(text, Dialect.PYTHON);
  }
}
