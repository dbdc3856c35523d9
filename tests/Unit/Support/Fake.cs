using System.Reflection;

namespace LlmWorkload.Tests;

/// <summary>An implementation of an interface of which a test needs a member or two.</summary>
public class Fake<T> : DispatchProxy
    where T : class
{
    private Func<string, object?> _answer = null!;

    /// <summary>One that answers each member by its name.</summary>
    public static T Of(Func<string, object?> answer)
    {
        var made = Create<T, Fake<T>>();
        ((Fake<T>)(object)made)._answer = answer;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!.Name);
}
