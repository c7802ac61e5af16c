package dev.loopmend.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where Loopmend starts.
public final class Main {
  private static final String FAULT =
      "this is a fault of Loopmend, please report it with the output of -vv: ";

  private static final String MEMORY =
      "the memory does not suffice: give fewer PATHs, a smaller --max-file-size or --jobs 1";

  /// The commands over files, which all need the recipes.
  private static final List<String> RUNS = List.of("diff", "check", "apply", "branch");

  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] args) throws IOException {
    shortenStart();
    int code;
    try (InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err)) {
      Terminals terminals = Terminals.of(System.getProperty("loopmend.terminals", ""));
      Path cwd = Path.of("").toAbsolutePath();
      Surroundings surroundings = new Surroundings(in, out, err, cwd, System.getenv(), terminals);
      Console console = new Console(surroundings);
      // After an interrupt nothing more is said: what was begun is being taken back.
      Runtime.getRuntime().addShutdownHook(new Thread(console::end));
      code = run(args, surroundings, Wiring.real(), console);
      // Before standard error is closed: after an interrupt the hook may come too late for that.
      console.end();
    }
    if (List.of(args).contains("branch")) {
      // On an interrupt it takes its temporary work tree away, and that has to come to its end.
      System.exit(code);
    }
    // System.exit looks for a logger first, on the whole class path: a tenth of a short run.
    Runtime.getRuntime().halt(code);
  }

  /// Tells libraries what they would look for on the class path, whose archives then stay closed,
  /// and keeps picocli from getting converters to types ready that no option here has: a tenth of a
  /// short run.
  static void shortenStart() {
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
  }

  /// Runs a command with given streams in a given directory; gives the exit code.
  public static int run(
      String[] args, InputStream in, OutputStream out, OutputStream err, Path cwd) {
    return run(args, in, out, err, cwd, Map.of());
  }

  /// The same with the variables of an environment.
  public static int run(
      String[] args,
      InputStream in,
      OutputStream out,
      OutputStream err,
      Path cwd,
      Map<String, String> environment) {
    return run(
        args, new Surroundings(in, out, err, cwd, environment, Terminals.NONE), Wiring.real());
  }

  static int run(String[] args, Surroundings surroundings, Wiring wiring) {
    return run(args, surroundings, wiring, new Console(surroundings));
  }

  private static int run(String[] args, Surroundings surroundings, Wiring wiring, Console console) {
    Session session = new Session(surroundings, wiring, console);
    if (args.length > 0 && RUNS.contains(args[0])) {
      wiring.prepare().run();
    }
    try {
      CommandLine commands = commands(session, args);
      if (args.length == 0) {
        commands.usage(console.errWriter());
        return ExitCode.WRONG;
      }
      return commands.execute(args);
    } catch (OutOfMemoryError e) {
      return session.wrong(MEMORY);
    } catch (UncheckedIOException e) {
      console.say(Optional.ofNullable(e.getMessage()).orElse("the output cannot be written"));
      return ExitCode.WRONG;
    } catch (StackOverflowError | LinkageError e) {
      return session.wrong(FAULT + e);
    }
  }

  private static CommandSpec root() {
    CommandSpec root = CommandSpec.create().name("loopmend").versionProvider(new Version());
    root.usageMessage()
        .description("Finds and mends asyncio bugs in Python code.")
        .sortOptions(false);
    root.addOption((OptionSpec) Argument.version().spec());
    root.addOption((OptionSpec) Argument.help().spec());
    return root;
  }

  /// Every command, for those who ask what there is.
  private static CommandLine all(Session session) {
    CommandSpec root = root();
    known(session).forEach((name, spec) -> root.addSubcommand(name, spec.get()));
    return new CommandLine(root);
  }

  private static CommandLine commands(Session session, String[] args) {
    CommandSpec root = root();
    Map<String, Supplier<CommandSpec>> known = known(session);
    // The other commands have no part in a run that names one at once, or only asks for the
    // version.
    boolean alone = args.length == 1 && List.of("-V", "--version").contains(args[0]);
    Supplier<CommandSpec> named = known.get(args.length == 0 ? "" : args[0]);
    if (named != null) {
      root.addSubcommand(args[0], named.get());
    } else if (!alone) {
      known.forEach((name, spec) -> root.addSubcommand(name, spec.get()));
    }
    return new CommandLine(root)
        .setOut(session.console().outWriter())
        .setErr(session.console().errWriter())
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler((e, _) -> misused(session, e))
        .setExecutionExceptionHandler((e, _, parsed) -> failed(session, e, parsed));
  }

  /// The commands by name, in the order in which the help lists them.
  private static Map<String, Supplier<CommandSpec>> known(Session session) {
    Map<String, Supplier<CommandSpec>> known = new LinkedHashMap<>();
    known.put("diff", () -> new DiffCommand(session).spec());
    known.put("check", () -> new CheckCommand(session).spec());
    known.put("apply", () -> new ApplyCommand(session).spec());
    known.put("undo", () -> new UndoCommand(session).spec());
    known.put("branch", () -> new BranchCommand(session).spec());
    known.put("recipes", () -> new RecipesCommand(session).spec());
    known.put("explain", () -> new ExplainCommand(session).spec());
    known.put("why", () -> new WhyCommand(session).spec());
    known.put("test", () -> new TestCommand(session).spec());
    known.put("new", () -> new NewCommand(session).spec());
    known.put("match", () -> new MatchCommand(session).spec());
    known.put("config", () -> new ConfigCommand(session).spec());
    known.put("tree", () -> new TreeCommand(session).spec());
    known.put("lsp", () -> new LspCommand(session).spec());
    known.put("completion", () -> new CompletionCommand(session, () -> all(session)).spec());
    known.put("man", () -> new ManCommand(session, () -> all(session)).spec());
    return known;
  }

  private static int misused(Session session, CommandLine.ParameterException e) {
    String message = wording(e);
    List<String> near =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String clause = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String line = message.lines().findFirst().orElse("wrong usage") + clause;
    return session.wrong(line + " (see " + command + " --help)");
  }

  /// What is wrong in words that do not need picocli's.
  private static String wording(CommandLine.ParameterException e) {
    boolean root = e.getCommandLine().getParent() == null;
    if (root && e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      if (!word.startsWith("-")) {
        return "there is no command \"" + word + "\"";
      }
    }
    return Optional.ofNullable(e.getMessage())
        .orElse("wrong usage")
        .replace("option option", "option");
  }

  /// A fault of ours: one line that asks for a report; the trace only for who wants it.
  private static int failed(Session session, Exception e, CommandLine.ParseResult parsed) {
    if (e.getCause() instanceof OutOfMemoryError) {
      return session.wrong(MEMORY);
    }
    if (e instanceof UncheckedIOException io) {
      return session.wrong(Optional.ofNullable(io.getMessage()).orElse("input or output failed"));
    }
    if (isVeryVerbose(parsed.originalArgs())) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      session.console().say(trace.toString());
    }
    String message = Optional.ofNullable(e.getMessage()).map(text -> ": " + text).orElse("");
    return session.wrong(FAULT + e.getClass().getSimpleName() + message.replaceAll("\\s+", " "));
  }

  private static boolean isVeryVerbose(List<String> args) {
    return args.contains("-vv") || args.stream().filter("-v"::equals).count() > 1;
  }
}
