using System.Runtime.Versioning;
using LlmWorkload.Storage;
using Orleans.Runtime;

namespace LlmWorkload.Tests.Storage;

public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_folder_is_made_with_its_marker()
    {
        var path = _folder.At("a/b");

        RocksDbGrainStorageTests.Opened(path).Dispose();

        Assert.Equal("llmwl-state 1\n", File.ReadAllText(Path.Combine(path, "FORMAT")));
    }

    [Fact]
    public void A_folder_in_use_is_refused()
    {
        using var holder = RocksDbGrainStorageTests.Opened(_folder.Path);

        var error = Refused();

        Assert.StartsWith(
            $"The state folder '{_folder.Path}' is in use by another process: stop it or give another Storage:Path", error.Message);
        Assert.IsType<RocksDbException>(error.InnerException);
    }

    [Fact]
    public async Task A_truncated_manifest_is_damage()
    {
        await Fill();
        using (var manifest = new FileStream(Directory.GetFiles(_folder.Path, "MANIFEST-*").Single(), FileMode.Open)) manifest.SetLength(0);

        AssertDamaged();
    }

    [Fact]
    public async Task A_changed_manifest_is_damage()
    {
        await Fill();
        var manifest = Directory.GetFiles(_folder.Path, "MANIFEST-*").Single();
        var bytes = File.ReadAllBytes(manifest);

        // In the content of its first record: RocksDB takes a changed length of a later one for a write that was cut short.
        for (var i = 10; i < 30; i++) bytes[i] ^= 0x5A;
        File.WriteAllBytes(manifest, bytes);

        AssertDamaged();
    }

    [Fact]
    public async Task Garbage_in_CURRENT_is_damage()
    {
        await Fill();
        await File.WriteAllTextAsync(_folder.At("CURRENT"), "garbage");

        AssertDamaged();
    }

    [Fact]
    public async Task A_missing_manifest_is_damage()
    {
        await Fill();
        File.Delete(Directory.GetFiles(_folder.Path, "MANIFEST-*").Single());

        AssertDamaged();
    }

    [Fact]
    public async Task A_missing_table_is_damage()
    {
        await Fill();
        File.Delete(Directory.GetFiles(_folder.Path, "*.sst").First());

        AssertDamaged();
    }

    [Fact]
    public async Task A_missing_CURRENT_beside_tables_is_damage_not_a_new_database()
    {
        await Fill();
        File.Delete(_folder.At("CURRENT"));

        AssertDamaged(withCause: false);
    }

    [Fact]
    public async Task A_changed_table_is_noticed_at_the_latest_when_it_is_read()
    {
        await Fill();
        foreach (var table in Directory.GetFiles(_folder.Path, "*.sst")) Garble(table);

        var error = await Assert.ThrowsAsync<WorkloadException>(async () =>
        {
            using var storage = RocksDbGrainStorageTests.Opened(_folder.Path);
            for (var i = 0; i < 100; i++)
                await storage.ReadStateAsync("state", GrainId.Create("model", $"m:{i}"), new GrainState<byte[]>());
        });

        Assert.StartsWith($"The state folder '{_folder.Path}' is damaged", error.Message);
    }

    [Fact]
    public void Somebody_elses_files_are_left_alone()
    {
        File.WriteAllText(_folder.At("thesis.tex"), "x");

        var error = Refused();

        Assert.Contains("holds files that are not this program's state ('thesis.tex')", error.Message);
        Assert.True(error.IsInput);
        Assert.Equal([_folder.At("thesis.tex")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        RocksDatabase.Open(_folder.Path, "create_if_missing=true", sync: false).Dispose();

        Assert.Contains("not this program's state", Refused().Message);
    }

    [Fact]
    public void An_interrupted_creation_is_taken_up_again()
    {
        File.WriteAllText(_folder.At("FORMAT"), "llmwl-state 1\n");
        File.WriteAllText(_folder.At("LOCK"), "");
        File.WriteAllText(_folder.At("LOG"), "");

        RocksDbGrainStorageTests.Opened(_folder.Path).Dispose();

        Assert.True(File.Exists(_folder.At("CURRENT")));
    }

    [Fact]
    public void A_newer_format_is_refused()
    {
        RocksDbGrainStorageTests.Opened(_folder.Path).Dispose();
        File.WriteAllText(_folder.At("FORMAT"), "llmwl-state 2\n");

        Assert.Contains("has format 2, this program knows up to 1", Refused().Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("llmwl-state\n")]
    [InlineData("something 1\n")]
    [InlineData("llmwl-state one\n")]
    public void An_unreadable_marker_is_damage(string text)
    {
        RocksDbGrainStorageTests.Opened(_folder.Path).Dispose();
        File.WriteAllText(_folder.At("FORMAT"), text);

        AssertDamaged(withCause: false);
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused()
    {
        File.WriteAllText(_folder.At("file"), "x");

        var error = Assert.Throws<WorkloadException>(() => RocksDbGrainStorageTests.Opened(_folder.At("file")));

        Assert.Contains("cannot be made or written", error.Message);
        Assert.True(error.IsInput);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_without_permission_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "file modes do not bind this user");
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Contains("cannot be made or written", Refused().Message);
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void Options_without_a_usable_path_name_the_setting(string path)
    {
        var validator = new RocksDbStorageOptionsValidator("State", new RocksDbStorageOptions { Path = path });

        var error = Assert.Throws<WorkloadException>(validator.ValidateConfiguration);

        Assert.Contains("Storage:Path", error.Message);
        Assert.True(error.IsInput);
    }

    /// <summary>Closes with part of the records in tables and part in the log.</summary>
    private async Task Fill()
    {
        var value = new byte[1 << 20];
        new Random(1).NextBytes(value);
        using var storage = RocksDbGrainStorageTests.Opened(_folder.Path);
        for (var i = 0; i < 100; i++)
            await storage.WriteStateAsync("state", GrainId.Create("model", $"m:{i}"), new GrainState<byte[]>(value));
    }

    private static void Garble(string path)
    {
        var bytes = File.ReadAllBytes(path);
        for (var i = bytes.Length / 3; i < bytes.Length * 2 / 3; i++) bytes[i] ^= 0x5A;
        File.WriteAllBytes(path, bytes);
    }

    private void AssertDamaged(bool withCause = true)
    {
        var error = Refused();
        Assert.StartsWith($"The state folder '{_folder.Path}' is damaged: restore it from a copy, or delete it", error.Message);
        Assert.Equal(withCause, error.InnerException is RocksDbException);
    }

    private WorkloadException Refused() => Assert.Throws<WorkloadException>(() => RocksDbGrainStorageTests.Opened(_folder.Path));
}
