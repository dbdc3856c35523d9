namespace LlmWorkload.Storage;

/// <summary>Where state is kept when nobody says.</summary>
public static class DefaultStateFolder
{
    /// <summary><c>llmwl/state</c> in the user's data folder: <c>$XDG_DATA_HOME</c>, or what the platform has in its place.</summary>
    public static string Path => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "llmwl",
        "state");
}
