package dev.loopmend.semantic;

import dev.loopmend.text.Span;

/// One use of a function somewhere in the workspace (recipes' section 1.3, H). `by` is the function
/// whose code it is in; `why` says as a clause what is known of it, such as where the function runs
/// or who takes it, and may be empty. The span is that of the call for calls and constructions, of
/// the argument for what is handed on, else of the name; for an export it is the start of the file,
/// for an entry point the function itself.
public record FunctionUse(Kind kind, String path, Span at, FunctionRef by, String why) {

  /// What a use does with the function.
  public enum Kind {
    /// a call that reaches it; also one that may reach an override instead
    CALL,
    /// the value of a property is read
    PROPERTY_READ,
    /// a property is set or deleted
    PROPERTY_SET,
    /// the class is called, which runs its `__init__`
    CONSTRUCTION,
    /// a `with` statement enters and leaves an instance, which runs its `__enter__` and `__exit__`
    ENTERED,
    /// a call of a method of that name on something whose class cannot be told
    POSSIBLE_CALL,
    /// handed to the event loop as a callback
    ON_LOOP,
    /// handed to another thread or process
    IN_THREAD,
    /// handed to something that calls it before it returns: `sorted(key=…)`
    ON_THE_SPOT,
    /// registered with a framework; `why` says where that runs it
    REGISTERED,
    /// it decorates something
    DECORATES,
    /// made public: `__all__`, a re-export in a package's `__init__`, an entry point
    EXPORT,
    /// named in a string that `getattr`, `patch` or an import is given
    STRING,
    /// anything else: stored, returned, passed to unknown code
    ESCAPE
  }
}
