using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class LogFilesTests : IDisposable
{
    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_directory_is_its_logs_sorted_by_ordinal_name()
    {
        foreach (var name in new[] { "b.csv", "a.csv.gz", "B.csv", "notes.txt", "a.csv" })
            _folder.Write(name, "x");
        var logs = LogFiles.Resolve([_folder.Root]);
        Assert.Equal(["B.csv", "a.csv", "a.csv.gz", "b.csv"], logs.Files.Select(Path.GetFileName));
        Assert.Equal("notes.txt (no log by its name)", LeftOutFile.Describe(logs.LeftOut));
    }

    [Fact]
    public void Hidden_folders_are_left_out_as_hidden_files_are()
    {
        foreach (var folder in new[] { ".git", "2025" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Root, folder));
            _folder.Write(Path.Combine(folder, "a.csv"), "x");
        }

        _folder.Write(".b.csv", "x");
        var logs = LogFiles.Resolve([_folder.Root]);
        Assert.Equal([Path.Combine(_folder.Root, "2025", "a.csv")], logs.Files);
        Assert.Equal(".b.csv (hidden), .git (hidden)", LeftOutFile.Describe(logs.LeftOut));
        Assert.Single(LogFiles.Resolve([Path.Combine(_folder.Root, ".git")]).Files);
    }

    [Fact]
    public void Files_keep_the_order_they_are_given_in()
    {
        string[] paths = [_folder.Write("z.log", "x"), _folder.Write("a.csv", "x")];
        Assert.Equal(paths, LogFiles.Resolve(paths).Files);
    }

    [Fact]
    public void A_file_is_called_by_its_path_below_the_folder_that_was_given()
    {
        string[] paths = [_folder.Write("app.csv", "x"), _folder.Write("eu/app.csv", "x"), _folder.Write("eu/us/other.csv", "x")];
        Assert.Equal(["app.csv", "eu/app.csv", "eu/us/other.csv"], LogFiles.Names(paths, [_folder.Root]));
        Assert.Equal(["app.csv", "other.csv"], LogFiles.Names([paths[0], paths[2]], [paths[0], Path.Combine(_folder.Root, "eu", "us")]));
        Assert.Equal([paths[0], paths[1], "other.csv"], LogFiles.Names(paths, paths));
    }

    [Fact]
    public void What_cannot_be_read_is_an_input_error_that_names_it()
    {
        Assert.True(Assert.Throws<WorkloadException>(() => LogFiles.Resolve([])).IsInput);
        Assert.Contains(
            "absent", Assert.Throws<WorkloadException>(() => LogFiles.Resolve([Path.Combine(_folder.Root, "absent")])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            _folder.Root, Assert.Throws<WorkloadException>(() => LogFiles.Resolve([_folder.Root])).Message, StringComparison.Ordinal);
        var path = _folder.Write("a.csv", "x");
        Assert.Contains(
            "twice", Assert.Throws<WorkloadException>(() => LogFiles.Resolve([path, _folder.Root])).Message, StringComparison.Ordinal);
    }
}
