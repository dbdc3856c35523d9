namespace LlmWorkload.Tests.Deploy;

/// <summary><c>deploy/local-cluster.sh</c> with the real servers.</summary>
public sealed class LocalClusterTests : IDisposable
{
    private static readonly Dictionary<string, string> Environment =
        new() { ["LLMWL_SILO"] = Programs.Silo };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task A_cluster_that_it_starts_answers_as_an_embedded_one_and_stops_with_all_that_it_started(string provider)
    {
        RequireServer(provider);
        var sample = Repository.At("deploy", "samples", "requests.csv.gz");
        var up = await RunAsync("up", "--silos", "2", "--provider", provider);
        try
        {
            up.Succeeded();
            var gateways = up.Output.Split("--cluster ")[1].Trim();
            Assert.Equal(2, gateways.Split(',').Length);
            Assert.Contains("is up already", (await RunAsync("up")).Failed(1).Error);
            (await ProgramProcess.RunClientAsync("ingest", sample, "--dataset", "d", "--cluster", gateways)).Succeeded();
            (await ProgramProcess.RunClientAsync(
                "analyze", sample, "--dataset", "d", "--top", "0", "-o", _folder.At("clustered"), "--cluster", gateways)).Succeeded();
            Assert.Equal(["database", "silo-1", "silo-2"], Alive((await RunAsync("status")).Succeeded()));
        }
        finally
        {
            (await RunAsync("down", "--delete")).Succeeded();
        }

        Assert.False(Directory.Exists(_folder.At("cluster")));
        Assert.Contains("there is no cluster", (await RunAsync("status")).Failed(1).Error);
        (await ProgramProcess.RunClientAsync("ingest", sample, "--dataset", "d", "--state", _folder.At("state"))).Succeeded();
        (await ProgramProcess.RunClientAsync(
            "analyze", sample, "--dataset", "d", "--top", "0", "-o", _folder.At("embedded"), "--state", _folder.At("state"))).Succeeded();
        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
    }

    [Fact]
    public async Task With_TLS_nobody_gets_in_without_the_certificates_that_it_made_and_new_ones_are_taken()
    {
        RequireServer("redis");
        Assert.SkipUnless(Tool.IsInstalled("openssl"), "There is no openssl (Debian's package openssl).");
        try
        {
            var up = (await RunAsync("up", "--silos", "2", "--provider", "redis", "--tls")).Succeeded();
            var options = up.Output.TrimEnd().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var sample = Repository.At("deploy", "samples", "requests.csv.gz");
            (await ProgramProcess.RunClientAsync(["ingest", sample, "--dataset", "d", .. options])).Succeeded();
            (await ProgramProcess.RunClientAsync("query", "datasets", "--timeout", "3", "--cluster", options[1])).Failed(1);

            (await Tool.RunAsync(
                Environment, Repository.At("deploy", "make-certificates.sh"), "--folder", _folder.At("cluster", "tls"))).Succeeded();

            Assert.Contains(
                "d,50000", (await ProgramProcess.RunClientAsync(["query", "datasets", "--format", "csv", .. options])).Succeeded().Output);
        }
        finally
        {
            (await RunAsync("down", "--delete")).Succeeded();
        }

        Assert.False(Directory.Exists(_folder.At("cluster")));
    }

    [Fact]
    public async Task A_silo_that_was_killed_is_shown_and_the_data_is_there_when_the_cluster_comes_up_again()
    {
        RequireServer("redis");
        try
        {
            var gateways = (await RunAsync("up", "--silos", "1", "--provider", "redis")).Succeeded().Output.Split("--cluster ")[1].Trim();
            var file = SampleLog.Write(_folder.At("log.csv"), rows: 100, seed: 1);
            (await ProgramProcess.RunClientAsync("ingest", file, "--dataset", "kept", "--cluster", gateways)).Succeeded();
            var noted = (await File.ReadAllTextAsync(_folder.At("cluster", "run", "silo-1"))).Split(' ');
            Assert.Equal(0, ProgramProcess.SendSignal(int.Parse(noted[0]), ProgramProcess.Kill));
            var status = await WaitForAsync("dead");
            Assert.Equal(["database"], Alive(status));

            (await RunAsync("down")).Succeeded();
            var refused = (await RunAsync("up", "--silos", "1")).Failed(1).Error;
            Assert.Contains("holds a cluster over redis, made 20", refused);
            Assert.Contains("--resume takes it up", refused);
            Assert.Contains("--provider is 'postgres'", (await RunAsync("up", "--resume", "--provider", "postgres")).Failed(1).Error);

            var resumed = (await RunAsync("up", "--silos", "1", "--resume")).Succeeded();
            gateways = resumed.Output.Split("--cluster ")[1].Trim();

            Assert.Contains("taking it up", resumed.Error);
            Assert.Contains(
                "kept", (await ProgramProcess.RunClientAsync("datasets", "list", "--format", "csv", "--cluster", gateways))
                .Succeeded().Output);
        }
        finally
        {
            await RunAsync("down");
        }
    }

    [Fact]
    public async Task A_fresh_cluster_has_nothing_of_the_one_before_it_and_keeps_what_others_put_beside_it()
    {
        RequireServer("redis");
        try
        {
            (await RunAsync("up", "--silos", "1", "--provider", "redis")).Succeeded();
            (await RunAsync("down")).Succeeded();
            await File.WriteAllTextAsync(_folder.At("cluster", "redis", "from-before"), "");
            await File.WriteAllTextAsync(_folder.At("cluster", "notes.txt"), "");

            var fresh = (await RunAsync("up", "--silos", "1", "--provider", "redis", "--fresh")).Succeeded();

            Assert.Contains("deleting it", fresh.Error);
            Assert.False(File.Exists(_folder.At("cluster", "redis", "from-before")));
        }
        finally
        {
            (await RunAsync("down", "--delete")).Succeeded();
        }

        Assert.Equal([_folder.At("cluster", "notes.txt")], Directory.EnumerateFileSystemEntries(_folder.At("cluster")));
    }

    [Fact]
    public async Task A_folder_that_no_cluster_has_made_is_neither_used_nor_deleted()
    {
        Directory.CreateDirectory(_folder.At("cluster", "run"));
        Directory.CreateDirectory(_folder.At("cluster", "redis"));
        await File.WriteAllTextAsync(_folder.At("cluster", "redis", "somebodys"), "");

        Assert.Contains("holds files that no local cluster has made", (await RunAsync("up", "--provider", "redis")).Failed(1).Error);
        Assert.Contains("nothing is deleted", (await RunAsync("down", "--delete")).Failed(1).Error);

        Assert.True(File.Exists(_folder.At("cluster", "redis", "somebodys")));
    }

    [Fact]
    public async Task A_data_folder_that_another_cluster_has_made_is_not_deleted()
    {
        Directory.CreateDirectory(_folder.At("cluster", "run"));
        Directory.CreateDirectory(_folder.At("cluster", "redis"));
        await File.WriteAllTextAsync(_folder.At("cluster", ".llmwl-cluster"), "one\nprovider=redis\nmade=today\n");
        await File.WriteAllTextAsync(_folder.At("cluster", "redis", ".llmwl-cluster"), "another\n");

        Assert.Contains("is not deleted", (await RunAsync("down", "--delete")).Failed(1).Error);

        Assert.True(File.Exists(_folder.At("cluster", "redis", ".llmwl-cluster")));
    }

    [Fact]
    public async Task Each_name_has_a_folder_of_its_own()
    {
        var state = new Dictionary<string, string> { ["XDG_STATE_HOME"] = _folder.At("states") };
        var script = Repository.At("deploy", "local-cluster.sh");

        Assert.Contains(_folder.At("states", "llmwl-clusters", "default"), (await Tool.RunAsync(state, script, "status")).Failed(1).Error);
        Assert.Contains(
            _folder.At("states", "llmwl-clusters", "other"),
            (await Tool.RunAsync(state, script, "status", "--name", "other")).Failed(1).Error);
        Assert.Contains("--name is '../other'", (await Tool.RunAsync(state, script, "status", "--name", "../other")).Failed(2).Error);
        Assert.Contains(
            "exclude each other", (await Tool.RunAsync(state, script, "status", "--name", "other", "--folder", "/x")).Failed(2).Error);
    }

    [Fact]
    public async Task A_process_that_got_the_id_of_one_that_it_started_is_left_alone()
    {
        using var bystander = System.Diagnostics.Process.Start("sleep", "60")!;
        Directory.CreateDirectory(_folder.At("cluster", "run"));
        await File.WriteAllTextAsync(_folder.At("cluster", "run", "silo-1"), $"{bystander.Id} another-boot 1 1 1\n");

        (await RunAsync("down")).Succeeded();

        Assert.False(bystander.HasExited);
        bystander.Kill();
    }

    [Theory]
    [InlineData("there is no option --size", "up", "--size", "3")]
    [InlineData("--silos is 'many'", "up", "--silos", "many")]
    [InlineData("--silos is '0'", "up", "--silos", "0")]
    [InlineData("--provider is 'paper'", "up", "--provider", "paper")]
    [InlineData("--resume and --fresh exclude each other", "up", "--resume", "--fresh")]
    [InlineData("there is no command sideways", "sideways")]
    public async Task Wrong_usage_is_named(string expected, params string[] arguments) =>
        Assert.Contains(expected, (await RunAsync(arguments)).Failed(2).Error);

    [Theory]
    [InlineData("--folder is missing")]
    [InlineData("--days is 'some'", "--folder", "/nowhere", "--days", "some")]
    [InlineData("there is no option --ca", "--ca")]
    public async Task Wrong_usage_of_certificates_is_named(string expected, params string[] arguments) => Assert.Contains(
        expected, (await Tool.RunAsync(Environment, [Repository.At("deploy", "make-certificates.sh"), .. arguments])).Failed(2).Error);

    [Theory]
    [InlineData("local-cluster.sh")]
    [InlineData("make-certificates.sh")]
    public async Task Shellcheck_finds_nothing(string script) =>
        Assert.Equal("", (await Tool.RequireAsync("shellcheck", "shellcheck", Repository.At("deploy", script))).Succeeded().Output);

    private static void RequireServer(string provider) => Assert.SkipUnless(
        provider == "redis" ? File.Exists("/usr/bin/redis-server") : Directory.Exists("/usr/lib/postgresql"),
        $"There is no {provider} server (Debian's packages postgresql and redis-server).");

    private static IEnumerable<string> Alive(CommandResult status) =>
        status.Output.Split('\n').Where(line => line.EndsWith(" alive", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]);

    private async Task<CommandResult> WaitForAsync(string state)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ;)
        {
            var status = await RunAsync("status");
            if (status.Output.Contains(state, StringComparison.Ordinal)) return status;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"Waited 20 s for a process to be {state}: {status.Output}");
        }
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync(Environment, [Repository.At("deploy", "local-cluster.sh"), .. arguments, "--folder", _folder.At("cluster")]);
}
