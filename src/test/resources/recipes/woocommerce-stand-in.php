<?php
// What of WordPress and WooCommerce the recipe calls; run as: php woocommerce-stand-in.php CLICK, beside grapevine.php and
// woocommerce-deeds.php. Compared on 1 December 2026 with WooCommerce 11.0.1 on WordPress 7.1 and with 9.7.1 on 6.7.2, orders in
// tables of their own: there the deeds, run with the real classes, printed line for line what they print with these.
error_reporting(E_ALL);
set_error_handler(function ($level, $words) {
    throw new ErrorException($words);
});

const MINUTE_IN_SECONDS = 60;
const DAY_IN_SECONDS = 86400;
const WEEK_IN_SECONDS = 604800;
$hooks = [];

function add_action($name, $callback, $priority = 10, $arguments = 1)
{
    global $hooks;
    $hooks[$name][] = fn (...$given) => $callback(...array_slice($given, 0, $arguments));
}

function do_action($name, ...$given)
{
    global $hooks;
    foreach ($hooks[$name] as $hook) {
        $hook(...$given);
    }
}

function wp_enqueue_script(...$arguments)
{
    echo json_encode($arguments), "\n";
}

function woocommerce_form_field($name, $field)
{
    echo '<input name="', $name, '" maxlength="', $field['maxlength'], '">', $field['label'];
}

function wp_unslash($text)
{
    return stripslashes($text);
}

function sanitize_text_field($text)
{
    return trim(strip_tags($text));
}

if (!function_exists('mb_substr')) {
    function mb_substr($text, $from, $length)
    {
        return implode('', array_slice(preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY), $from, $length));
    }
}

function woocommerce_store_api_register_endpoint_data($data)
{
    echo $data['endpoint'], ' ', $data['namespace'], ' ', json_encode(array_keys($data['schema_callback']())), "\n";
}

function woocommerce_register_additional_checkout_field($field)
{
    if (!is_callable($field['sanitize_callback'])) {
        throw new Exception('The sanitize_callback must be a valid callback.');
    }
    echo json_encode($field), "\n";
}

/** A thing of the shop's database. */
abstract class StandInData
{
    private static $kept = [];
    protected $props = [];
    private $id = 0;

    public static function kept($id)
    {
        return isset(self::$kept[$id]) && self::$kept[$id] instanceof static ? self::$kept[$id] : null;
    }

    public function get_id()
    {
        return $this->id;
    }

    public function save()
    {
        $this->id = $this->id ?: count(self::$kept) + 1;
        self::$kept[$this->id] = $this;
    }

    public function delete($forced)
    {
        self::$kept[$this->id] = null;
    }

    public function __call($name, $arguments)
    {
        $prop = substr($name, 4);
        if (str_starts_with($name, 'set_')) {
            $this->props[$prop] = $arguments[0];
        }
        return $this->props[$prop] ?? null;
    }
}

class WC_Webhook extends StandInData
{
}

class WC_Order extends StandInData
{
    private $meta = [];

    public function update_meta_data($key, $value)
    {
        $this->meta[$key] = $value;
    }

    public function get_meta($key)
    {
        return $this->meta[$key] ?? '';
    }

    public function get_date_modified()
    {
        return new DateTime('@' . ($this->props['date_modified'] ?? time()));
    }
}

class WP_REST_Request
{
    private $parameters = [];

    public function __construct($method, $route)
    {
    }

    public function set_param($name, $value)
    {
        $this->parameters[$name] = $value;
    }

    public function get_param($name)
    {
        return $this->parameters[$name] ?? null;
    }
}

class WP_Error
{
    public function __construct($code, $message)
    {
    }
}

function wc_get_webhook($id)
{
    return WC_Webhook::kept($id);
}

function wc_get_order($id)
{
    return WC_Order::kept($id) ?? false;
}

function wp_remote_retrieve_response_code($answer)
{
    return is_array($answer) ? $answer['response']['code'] : '';
}

class StandInQueue
{
    private $waiting = [];

    public function schedule_single($time, ...$what)
    {
        $this->waiting[] = [$time, $what];
    }

    public function get_next(...$what)
    {
        $times = array_column(array_filter($this->waiting, fn ($one) => $one[1] === $what), 0);
        return $times ? new DateTime('@' . min($times)) : null;
    }

    public function search($query, $as)
    {
        return array_filter($this->waiting, fn ($one) => $one[1][0] === $query['hook'] && $one[1][1] === $query['args']);
    }

    public function cancel_all(...$what)
    {
        $this->waiting = array_filter($this->waiting, fn ($one) => $one[1] !== $what);
    }
}

class StandInShop
{
    public function __construct(private $queue = new StandInQueue())
    {
    }

    public function queue()
    {
        return $this->queue;
    }
}

function WC()
{
    static $shop = new StandInShop();
    return $shop;
}

require 'grapevine.php';

do_action('wp_enqueue_scripts');
do_action('woocommerce_blocks_loaded');
do_action('woocommerce_init');
ob_start();
do_action('wp_footer');
ob_end_clean();
require 'woocommerce-deeds.php';
