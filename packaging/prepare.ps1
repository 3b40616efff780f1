# Prepares this machine for run.ps1 and check.ps1: a virtual environment with the locked packages.
# Dot-sourced, not run. A second time it only looks and returns.

$Python = '.venv\Scripts\python.exe'
$Wanted = 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'

function Test-Python([string[]] $Command) {
    try {
        $Rest = @($Command | Select-Object -Skip 1) + @('-c', $Wanted)
        & $Command[0] @Rest 2>$null
        return $LASTEXITCODE -eq 0
    } catch {
        return $false
    }
}

function Find-Python {
    $Candidates = @(@('py', '-3.11'), @('py', '-3.12'), @('py', '-3.13'), @('python3.11', '-B'), @('python', '-B'))
    foreach ($Command in $Candidates) {
        if (Test-Python $Command) { return , $Command }
    }
    throw 'qdesk: no Python 3.11, 3.12 or 3.13 was found; please install one for the current user.'
}

# Invoke-Checked <program> <words>: an exit status other than 0 ends everything.
function Invoke-Checked([string] $Program, [string[]] $Words) {
    & $Program @Words
    if ($LASTEXITCODE -ne 0) { throw "qdesk: $Program $($Words -join ' ') ended with status $LASTEXITCODE" }
}

# Initialize-Environment <run|test>: afterwards .venv holds qdesk and what requirements\<name>.txt locks.
function Initialize-Environment([string] $Name) {
    $Stamp = (Get-FileHash "requirements\$Name.txt").Hash + (Get-FileHash 'pyproject.toml').Hash
    $Mark = ".venv\prepared-$Name"
    if ((Test-Path $Python) -and (Test-Path $Mark) -and ((Get-Content $Mark) -eq $Stamp)) { return }
    if (-not (Test-Path $Python)) {
        $Command = Find-Python
        Invoke-Checked $Command[0] (@($Command | Select-Object -Skip 1) + @('-m', 'venv', '.venv'))
    }
    Write-Host "qdesk: installing the locked packages ($Name)"
    Invoke-Checked $Python @('-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--require-hashes', '-r', "requirements\$Name.txt")
    Invoke-Checked $Python @('-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--no-deps', '--no-build-isolation', '-e', '.')
    Set-Content $Mark $Stamp
}
