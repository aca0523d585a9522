# Completion of moratrack for bash.
#
# Put into ~/.bashrc:  eval "$(moratrack completion bash)"

_moratrack() {
    local answer line
    COMPREPLY=()
    # Status 0: the answer has a candidate a line. Any other: a file is wanted, or moratrack cannot say.
    if ! answer=$("${1/#\~/$HOME}" __complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    then
        compopt -o default 2>/dev/null
        return 0
    fi
    while IFS= read -r line; do
        [[ -n $line ]] && COMPREPLY+=("$line")
    done <<<"$answer"
    return 0
}

complete -F _moratrack moratrack
