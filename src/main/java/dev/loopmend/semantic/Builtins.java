package dev.loopmend.semantic;

import java.util.Set;

/// The names of Python's `builtins` module, 3.8 to 3.14 (library documentation, "Built-in
/// Functions", "Built-in Constants", "Built-in Exceptions").
public final class Builtins {
  private static final Set<String> NAMES =
      Set.of(
          """
          abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod
          compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter
          float format frozenset getattr globals hasattr hash help hex id input int isinstance
          issubclass iter len license list locals map max memoryview min next object oct open ord pow
          print property quit range repr reversed round set setattr slice sorted staticmethod str sum
          super tuple type vars zip __import__ __build_class__ __debug__ Ellipsis NotImplemented
          ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup
          BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
          ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
          DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup
          FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
          ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError
          KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
          NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning
          PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
          ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
          SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError
          UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
          UserWarning ValueError Warning ZeroDivisionError
          """
              .strip()
              .split("\\s+"));

  /// Those that are classes with functions of their own to call by them (`dict.fromkeys`).
  private static final Set<String> TYPES =
      Set.of(
          "bool bytearray bytes complex dict float frozenset int list memoryview object set str tuple type"
              .split(" ", -1));

  private Builtins() {}

  /// A dotted name as people write it, with the module before it if it is one of a builtin: `len`
  /// and `dict.fromkeys` get one, `asyncio.run` has its own.
  public static String qualified(String name) {
    int dot = name.indexOf('.');
    return dot < 0 || isOfType(name) ? "builtins." + name : name;
  }

  /// Whether a dotted name is one of a builtin class. Ex) `bytes.fromhex`
  public static boolean isOfType(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && TYPES.contains(name.substring(0, dot));
  }

  /// Whether a name is one of them.
  public static boolean has(String name) {
    return NAMES.contains(name);
  }
}
